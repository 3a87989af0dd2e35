-- Formatting: the server tidies, Neovim breaks lines.

local t = require('helper')

t.open(
  'act.letter',
  [[
To: Мария Кузнецова <m.kuznetsova@client.example>
Subject: Акт сверки за октябрь

Уважаемая Мария!



Направляем  акт 👍  сверки.  
3. Подпишите его.
3. Пришлите нам.

С уважением,
Анна Смирнова
]]
)
vim.lsp.buf.format()
t.equal(
  [[
To: Мария Кузнецова <m.kuznetsova@client.example>
Subject: Акт сверки за октябрь

Уважаемая Мария!

Направляем акт 👍 сверки.
3. Подпишите его.
4. Пришлите нам.

С уважением,
Анна Смирнова
]],
  t.text()
)

-- `gq` breaks long lines as ever.
t.equal(72, vim.bo.textwidth)
vim.api.nvim_buf_set_lines(0, 5, 8, false, { ('слово '):rep(19) .. 'слово' })
t.press('6Ggqq')
t.equal(('слово '):rep(12):sub(1, -2), vim.fn.getline(6))
t.equal(('слово '):rep(8):sub(1, -2), vim.fn.getline(7))
