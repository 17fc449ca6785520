// What is loaded lazily.
export const render = async () => 'a report'
