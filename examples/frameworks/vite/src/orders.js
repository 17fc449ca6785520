export async function showOrders(element) {
  const response = await fetch('/api/orders')
  element.textContent = await response.text()
}
