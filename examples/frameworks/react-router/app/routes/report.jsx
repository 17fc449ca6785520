export async function loader() {
  const { report } = await import('../report')
  return report()
}

export default function Report({ loaderData }) {
  return <p>{loaderData}</p>
}
