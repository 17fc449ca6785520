import { route } from '@react-router/dev/routes'

export default [route('orders', 'routes/orders.jsx'), route('report', 'routes/report.jsx')]
