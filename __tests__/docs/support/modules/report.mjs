export const render = async () => '<h1>Report</h1>'
