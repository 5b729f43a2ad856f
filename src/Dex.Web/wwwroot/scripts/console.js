// What only the browser knows or can do for the console: theme, room, clipboard, drafts, keys, and the state of the circuit.
window.dexConsole = (() => {
  'use strict';
  const root = document.documentElement;
  const base = new URL(document.baseURI).pathname;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const full = matchMedia('(min-width: 1280px)');
  const rail = matchMedia('(min-width: 768px)');
  let layout = null;

  const kept = (key) => { try { return localStorage.getItem('dex.' + key); } catch { return null; } };
  const keep = (key, value) => { try { value === null ? localStorage.removeItem('dex.' + key) : localStorage.setItem('dex.' + key, value); } catch { /* storage is off */ } };

  const screen = () => {
    const chosen = root.dataset.theme || null;
    return {
      dark: chosen ? chosen === 'dark' : dark.matches,
      chosen,
      width: full.matches ? 'full' : rail.matches ? 'rail' : 'phone',
      folded: kept('folded') === '1',
      keys: kept('letters') !== '0',
    };
  };
  const tell = () => { layout?.invokeMethodAsync('OnScreen', screen()).catch(() => { }); };
  for (const query of [dark, full, rail]) { query.addEventListener('change', tell); }

  function setTheme(theme) {
    const path = base.replace(/(.)\/$/, '$1');
    document.cookie = `dex_theme=${theme ?? ''}; path=${path}; samesite=lax; max-age=${theme ? 31536000 : 0}`;
    if (theme) { root.dataset.theme = theme; } else { delete root.dataset.theme; }
    document.querySelector('meta[name=color-scheme]').content = theme ?? 'light dark';
    tell();
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Plain HTTP on another host has no clipboard API; the selection still works there.
      const field = document.createElement('textarea');
      field.value = text;
      field.className = 'dx-sr';
      (document.querySelector('[role=dialog]') ?? document.body).append(field);
      field.select();
      const done = document.execCommand('copy');
      field.remove();
      return done;
    }
  }

  function saveFile(name, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // Drafts outlive a circuit and a reload, not the tab. Whoever stores one leaves secrets out.
  const draftKey = (key) => 'dex.draft.' + key;
  const drafts = {
    put: (key, json) => { try { sessionStorage.setItem(draftKey(key), json); } catch { /* storage is off or full */ } },
    get: (key) => { try { return sessionStorage.getItem(draftKey(key)); } catch { return null; } },
    drop: (key) => { try { sessionStorage.removeItem(draftKey(key)); } catch { /* storage is off */ } },
  };

  // The circuit's state, shown by style sheet alone: whoever is offline cannot ask the server to draw it.
  const lost = document.getElementById('components-reconnect-modal');
  lost.addEventListener('components-reconnect-state-changed', (event) => {
    const state = event.detail.state;
    if (state === 'hide') {
      root.dataset.circuit = 'live';
      lost.hidden = true;
    } else if (state === 'rejected') {
      location.reload(); // the server has forgotten this circuit; drafts are offered again by the new one
    } else {
      if (lost.hidden) { document.getElementById('dx-lost-at').textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }); }
      root.dataset.circuit = state === 'failed' ? 'offline' : 'reconnecting';
      lost.hidden = false;
    }
  });
  document.getElementById('dx-lost-retry').addEventListener('click', async () => {
    root.dataset.circuit = 'reconnecting';
    try {
      if (!await Blazor.reconnect()) { location.reload(); }
    } catch {
      root.dataset.circuit = 'offline';
    }
  });

  // Keys. An element names its own: data-shortcut="n". A page without one does nothing on that key.
  const typing = (element) => element?.closest?.('input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox]');
  const shown = (element) => element.getClientRects().length > 0;
  const dialog = () => [...document.querySelectorAll('[role=dialog]')].filter(shown).at(-1);
  const scope = () => dialog() ?? document;
  let first = null;
  let firstAt = 0;

  function act(keys) {
    for (const named of scope().querySelectorAll(`[data-shortcut="${CSS.escape(keys)}"]`)) {
      const target = named.matches('a, button, input, textarea') ? named : named.querySelector('a, button, input, textarea');
      if (!target || !shown(target) || target.disabled) { continue; }
      if (typing(target)) { target.focus(); target.select?.(); } else { target.click(); }
      return true;
    }
    return false;
  }

  function moveRow(step) {
    const rows = [...document.querySelectorAll('[data-row]')].filter(shown);
    if (!rows.length) { return false; }
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + step))];
    (next.matches('a, button, [tabindex]') ? next : next.querySelector('a, button'))?.focus();
    return true;
  }

  function moveTab(step) {
    const list = [...document.querySelectorAll('main .dx-routed-tabs, main [role=tablist]')].filter(shown)[0];
    const tabs = list?.querySelectorAll('a, [role=tab]');
    if (!tabs?.length) { return false; }
    const at = [...tabs].findIndex((tab) => tab.hasAttribute('aria-current') || tab.getAttribute('aria-selected') === 'true');
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
    return true;
  }

  function rowMenu() {
    const menu = document.activeElement?.closest('[data-row]')?.querySelector('[data-row-menu] button, button[data-row-menu]');
    menu?.click();
    return Boolean(menu);
  }

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) { return; }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      const key = event.key.toLowerCase();
      if ((key === 'k' || key === 'enter') && act('ctrl+' + key)) { event.preventDefault(); }
      return;
    }
    if (!plain || typing(event.target) || kept('letters') === '0') { return; }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const inSequence = first === 'g' && event.timeStamp - firstAt < 1500;
    first = null;
    let done = false;
    if (inSequence) {
      done = act('g ' + key);
    } else if (key === 'g' && !dialog()) {
      first = 'g';
      firstAt = event.timeStamp;
    } else if (dialog()) {
      return;
    } else if (key === 'j' || key === 'k') {
      done = moveRow(key === 'j' ? 1 : -1);
    } else if (key === '[' || key === ']') {
      done = moveTab(key === ']' ? 1 : -1);
    } else if (key === '.') {
      done = rowMenu();
    } else if (key.length === 1 && key !== ' ') {
      done = act(key);
    }
    if (done) { event.preventDefault(); }
  });

  // The server does not know the reader's time zone; the tooltip of a moment gets it when it is asked for.
  for (const kind of ['pointerover', 'focusin']) {
    document.addEventListener(kind, (event) => {
      const time = event.target.closest?.('time[datetime]');
      if (time && !time.dataset.local) {
        time.dataset.local = '1';
        time.title += ` · ${new Date(time.dateTime).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' })} here`;
      }
    });
  }

  document.addEventListener('click', (event) => {
    const jump = event.target.closest?.('[data-focus]');
    if (jump) {
      event.preventDefault();
      event.stopPropagation();
      document.getElementById(jump.dataset.focus)?.focus();
    }
  }, true);

  return {
    open: (reference) => { layout = reference; return screen(); },
    setTheme,
    fold: (folded) => { keep('folded', folded ? '1' : null); tell(); },
    letters: (on) => { keep('letters', on ? null : '0'); tell(); },
    focus: (selector) => { document.querySelector(selector)?.focus(); },
    submit: (id) => { document.getElementById(id)?.requestSubmit(); },
    copy,
    saveFile,
    drafts,
  };
})();
