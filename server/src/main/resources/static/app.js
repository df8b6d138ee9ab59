// SPDX-License-Identifier: Apache-2.0
// What makes the pages quicker to use. Every page works without it.
'use strict';
(() => {
  const main = document.getElementById('main');
  const typing = (node) =>
    node instanceof HTMLElement && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));

  // Copying a digest.
  const offerCopies = (root) =>
    root.querySelectorAll('button[data-copy]').forEach((button) => {
      button.hidden = !navigator.clipboard;
    });
  document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('button[data-copy]');
    if (button) {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.classList.add('ok');
      setTimeout(() => button.classList.remove('ok'), 2000);
    }
  });
  offerCopies(document);

  // Ctrl+Enter presses the main button of the page on which one signs, from any field of it.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const button = document.querySelector('form.signing button.main');
    if (!button || button.disabled) return;
    event.preventDefault();
    const decision = button.form.querySelector('input[name=decision]:enabled');
    if (!decision || decision.reportValidity()) button.click();
  });

  // Single keys, listed on /keys, where they can be switched off. Each presses what stands on the
  // page anyway.
  const find = (selector) => document.querySelector(selector);
  const step = (selector, current, by) => {
    const all = [...document.querySelectorAll(selector)];
    const at = all.indexOf(current);
    return all[by > 0 ? at + 1 : Math.max(at - 1, 0)];
  };
  const beside = (selector, by) => {
    const here = find('.rail [aria-current]');
    const all = [...document.querySelectorAll(`.rail [aria-current], ${selector}`)];
    const order = by > 0 ? all.slice(all.indexOf(here) + 1) : all.slice(0, all.indexOf(here)).reverse();
    return order.find((link) => link.matches(selector)) || all.find((link) => link !== here && link.matches(selector));
  };
  const speak = () => {
    const field = find('#say-text');
    if (!field) return;
    field.closest('details').open = true;
    field.focus();
  };
  // Search: a dialog over the page, with what the page of search finds. Without it the link leads there.
  const dialog = find('#search');
  const wanted = find('#search-words');
  const found = find('#search-found');
  let shown = null;
  let asked = null;
  const search = async () => {
    const words = wanted.value.trim();
    if (words === asked) return;
    asked = words;
    try {
      const answer = await fetch(`/search?q=${encodeURIComponent(words)}`, { credentials: 'same-origin' });
      const text = await answer.text();
      const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('found');
      if (asked !== words) return;
      if (!answer.ok || !fresh) throw new Error('not found');
      found.replaceChildren(...fresh.childNodes);
      shown = words;
    } catch {
      if (asked !== words) return;
      asked = null;
      found.textContent = 'Nothing could be fetched. Try again, or press Enter for the page of search.';
    }
  };
  const seek = () => {
    const own = find('#q');
    if (own) { own.focus(); own.select(); return; }
    if (!dialog || dialog.open) return;
    dialog.showModal();
    wanted.select();
    search();
  };
  let typed;
  wanted?.addEventListener('input', () => { clearTimeout(typed); typed = setTimeout(search, 120); });
  find('a.find')?.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    seek();
  });
  dialog?.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  dialog?.addEventListener('keydown', (event) => {
    // The first Escape would only empty the field.
    if (event.key === 'Escape') { event.preventDefault(); dialog.close(); return; }
    const links = [...found.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') (links[at + 1] || links[at])?.focus();
    else if (event.key === 'ArrowUp') (links[at - 1] || wanted).focus();
    else if (event.key === 'Enter' && event.target === wanted && links.length && shown && shown === wanted.value.trim()) links[0].click();
    else return;
    event.preventDefault();
  });
  // The list that a page was opened from, to go on to its neighbours; kept as long as the tab.
  const items = [...document.querySelectorAll('main [data-item] a, main a[data-item]')];
  const paths = [...new Set(items.map((link) => link.pathname))];
  const trail = JSON.parse(sessionStorage.getItem('trail') || '[]');
  if (paths.length && !trail.includes(location.pathname)) sessionStorage.setItem('trail', JSON.stringify(paths));
  document.querySelectorAll('form[action="/logout"]').forEach((form) =>
    form.addEventListener('submit', () => sessionStorage.clear()));
  const neighbour = (by) => {
    const at = trail.indexOf(location.pathname);
    if (at >= 0 && trail[at + by]) location.assign(trail[at + by]);
  };
  const pin = async () => {
    const link = find('a[data-pin]');
    if (!link || !navigator.clipboard) return;
    await navigator.clipboard.writeText(link.href);
    const said = find('#pin-said');
    if (said) said.textContent = 'Copied.';
  };
  const peek = () => {
    const fold = document.activeElement?.closest?.('[data-item]')?.querySelector('details.peek');
    if (fold) fold.open = !fold.open;
    return Boolean(fold);
  };
  const act = {
    '/': seek,
    c: () => find('a[data-key="c"]')?.click(),
    y: pin,
    '[': () => neighbour(-1),
    ']': () => neighbour(1),
    '?': () => find('a[data-key="?"]')?.click(),
    s: () => find('a[data-key="s"]')?.click(),
    j: () => step('[data-item] a, a[data-item]', document.activeElement, 1)?.focus(),
    k: () => step('[data-item] a, a[data-item]', document.activeElement, -1)?.focus(),
    f: () => find('main form[method=get] :is(select, input:not([type=hidden]))')?.focus(),
    e: () => beside('a[data-unread]', 1)?.click(),
    n: () => beside('a[data-changed]', 1)?.click(),
    p: () => beside('a[data-changed]', -1)?.click(),
    m: speak,
  };
  let going = false;
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && (dialog || find('#q'))) {
      event.preventDefault();
      seek();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || dialog?.open) return;
    if (event.key === 'Enter' && (event.target === document.body || event.target === main)) {
      find('[data-item] a, a[data-item]')?.click();
    } else if (event.key === 'Escape') {
      document.querySelectorAll('details.menu[open]').forEach((menu) => {
        menu.open = false;
        menu.querySelector('summary').focus();
      });
    }
    if (document.documentElement.dataset.keys === 'off') return;
    if (going) {
      going = false;
      find(`a[data-go="${CSS.escape(event.key)}"]`)?.click();
    } else if (event.key === 'g') {
      going = true;
      setTimeout(() => { going = false; }, 1500);
    } else if (/^[1-9]$/.test(event.key)) {
      document.querySelectorAll('.rail a')[Number(event.key) - 1]?.click();
    } else if (event.key === ' ') {
      // On a link the space bar does nothing but scroll.
      if (event.target instanceof HTMLAnchorElement && peek()) event.preventDefault();
    } else if (Object.hasOwn(act, event.key)) {
      // The letter is not typed into the field that it leads to.
      event.preventDefault();
      act[event.key]();
    }
  });

  // Opened: a class that stood on a visible screen for five seconds is noted, once.
  const noteOpened = (root) => {
    const form = root.querySelector('form[data-opening]');
    if (!form) return;
    // The style sheet hides the form where scripts run, before anything is painted.
    let seen = 0;
    const clock = setInterval(() => {
      if (!form.isConnected) { clearInterval(clock); return; }
      if (document.hidden) return;
      seen += 1;
      if (seen >= 5) {
        clearInterval(clock);
        fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin', redirect: 'manual' })
          .catch(() => form.classList.add('failed'));
      }
    }, 1000);
  };
  noteOpened(document);

  // Live: when the log has grown, fetch this page again. Nothing moves under a reader: where
  // something has focus, is opened, is scrolled or is being written, a button offers the news.
  // A page on which one signs or is asked for a password is never drawn again: what is signed is
  // what was shown.
  if (!main?.dataset.live || document.querySelector('form.signing, form[data-ceremony], input[type=password]')) return;
  const chosen = (list) =>
    list.selectedIndex !== Math.max([...list.options].findIndex((option) => option.defaultSelected), 0);
  const untouched = () =>
    !main.contains(document.activeElement) && window.scrollY < 8 &&
    !main.querySelector('details[open]') && !document.querySelector('form :focus') &&
    ![...main.querySelectorAll('select')].some(chosen) &&
    ![...main.querySelectorAll('input, textarea')].some((f) => f.type !== 'hidden' && (f.type === 'radio' || f.type === 'checkbox' ? f.checked !== f.defaultChecked : f.value !== f.defaultValue));
  const show = (page) => {
    main.innerHTML = page.getElementById('main').innerHTML;
    const [old, fresh] = [document.querySelector('.bar'), page.querySelector('.bar')];
    if (old && fresh) old.replaceWith(fresh);
    else if (old) old.remove();
    else if (fresh) main.after(fresh);
    document.title = page.title;
    offerCopies(document);
    noteOpened(document);
  };
  // Tokens differ on every answer and are not news.
  const words = (page) => {
    const copy = page.getElementById('main').cloneNode(true);
    copy.querySelectorAll('input[type=hidden], .fresh').forEach((node) => node.remove());
    copy.querySelectorAll('button[data-copy]').forEach((node) => node.removeAttribute('hidden'));
    return copy.textContent.replace(/\s+/g, ' ');
  };
  // The server says how long the log is: at first, so that nothing is missed between the page and
  // the stream, and whenever it has grown. The page is then asked for again, with its permission.
  let head = main.dataset.size;
  let known = head;
  let looking = false;
  const look = async () => {
    if (looking || document.hidden || document.querySelector('.fresh') || known === head) return;
    const asked = known;
    looking = true;
    try {
      const again = await fetch(location.href, { credentials: 'same-origin' });
      if (!again.ok || again.redirected) return;
      // Only what has arrived is known: what failed on the way is asked for again.
      const text = await again.text();
      head = asked;
      const page = new DOMParser().parseFromString(text, 'text/html');
      if (!page.getElementById('main') || words(page) === words(document)) return;
      if (untouched()) { show(page); return; }
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button fresh';
      button.textContent = 'Something changed. Show';
      button.addEventListener('click', () => { button.remove(); location.reload(); });
      main.prepend(button);
    } catch {
      /* No connection: the next look tries again. */
    } finally {
      looking = false;
      if (head === asked) look();
    }
  };
  const stream = new EventSource(main.dataset.live);
  stream.addEventListener('head', (event) => { known = event.data; look(); });
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pagehide', () => stream.close());
})();
