// Adds "Show" to password fields. The page works the same without it.
for (const button of document.querySelectorAll('[data-show]')) {
  const field = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = field.type === 'password';
    field.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
    button.firstChild.textContent = shown ? 'Hide' : 'Show';
    field.focus();
  });
  field.form.addEventListener('submit', () => { field.type = 'password'; });
}
