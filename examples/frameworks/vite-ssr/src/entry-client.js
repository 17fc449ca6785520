document.querySelector('main').dataset.isAlive = 'yes'
