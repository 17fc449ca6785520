/** What stands before the app, by the name that the command line and the processes know. */
export const fronts = {
  ungated: { title: 'without the gate', isGated: false },
  gated: { title: 'with the gate', isGated: true },
  warmed: { title: 'warmed up first', isGated: true },
}
