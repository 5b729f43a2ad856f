// Starts the circuit. It is a file of its own because the policy of the page allows no inline script.
Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 60, retryIntervalMilliseconds: (tries) => Math.min(500 * 2 ** tries, 5000) } } })
  .then(() => { document.documentElement.dataset.circuit = 'live'; });
