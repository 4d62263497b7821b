const byId = id => document.getElementById(id);
const items = [...'ACENO'].flatMap(trait => [1, 2, 3, 4, 5].map(i => trait + i));

// Texts are set as text, never as HTML: they come from people and from a model.
function cell(row, text) {
  const td = row.insertCell();
  td.textContent = text;
  return td;
}

async function list() {
  const jobs = await (await fetch('analyses')).json();
  byId('rows').replaceChildren();
  for (const job of jobs) {
    const row = byId('rows').insertRow();
    const button = document.createElement('button');
    button.textContent = job.person;
    button.onclick = () => show(job.id);
    cell(row, '').append(button);
    cell(row, job.status);
    cell(row, job.attempts);
    cell(row, job.headline ?? job.failure ?? '');
  }
}

async function show(id) {
  byId('profile').textContent = JSON.stringify(await (await fetch('analyses/' + id)).json(), null, 2);
}

byId('form').onsubmit = async event => {
  event.preventDefault();
  const answers = Object.fromEntries(items.map(item => [item, 1 + Math.floor(Math.random() * 6)]));
  const answer = await fetch('analyses', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ person: byId('person').value, answers }),
  });
  byId('said').textContent = answer.ok ? 'Submitted' : (await answer.json()).detail;
  await list();
};

list();
setInterval(list, 1000);
