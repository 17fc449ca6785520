const { showOrders } = await import('./orders.js')
await showOrders(document.querySelector('#orders'))
