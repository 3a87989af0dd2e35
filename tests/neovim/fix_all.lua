-- All corrections that need no question, by command and on save.

local t = require('helper')

local LETTER = [[
To: Мария Кузнецова <m.kuznetsova@client.example>
Subject: Акт сверки за октябрь

Уважаемая Мария!

Направьте, пожалуйста, инфу по оплате!!! Ждём инфу до пятницы.

С уважением,
Анна Смирнова
]]
local FIXED = LETTER:gsub('инфу', 'информацию'):gsub('!!!', '.')

t.open('оплата.letter', LETTER)
t.comes('tone-informal')
t.comes('tone-shouting')
vim.cmd.LetterFix()
t.equal(FIXED, t.text())
t.goes('tone-informal')
t.goes('tone-shouting')

-- A letter without mistakes stays as it is.
vim.cmd.LetterFix()
t.equal(FIXED, t.text())

-- The autocommand of the README does it as the letter is written.
t.press('u')
t.comes('tone-informal')
vim.cmd.write()
t.equal(FIXED, t.text())
t.equal(FIXED, table.concat(vim.fn.readfile(vim.api.nvim_buf_get_name(0)), '\n') .. '\n')
