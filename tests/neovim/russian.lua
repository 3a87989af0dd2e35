-- A Russian letter: findings as it is opened and typed in, corrections by the keys of Neovim.

local t = require('helper')

local LETTER = [[
To: Мария Кузнецова <m.kuznetsova@client.example>
Subject: Акт сверки за октябрь

Акт сверки за октябрь подписан, оригинал отправлен курьером.

С уважением,
Анна Смирнова
]]

t.open('акт.letter', LETTER)
t.equal('mail', vim.bo.filetype)

local greeting = t.comes('greeting-missing')
t.says(greeting, {
  code = 'greeting-missing',
  source = 'letter-ls',
  severity = 'WARN',
  line = 3,
  marked = 'Акт',
  message = 'Письмо начинается без обращения.',
})
t.equal(1, #vim.diagnostic.get(0), 'nothing else is wrong')

local titles = t.quick_fix(greeting, 'Вставить «Уважаемая Мария!»')
t.equal('Вставить «Уважаемая Мария!»', titles[1], 'the preferred correction stands first')
t.goes('greeting-missing')
local greeted = LETTER:gsub('\n\nАкт', '\n\nУважаемая Мария!\n\nАкт')
t.equal(greeted, t.text())
t.equal({}, vim.diagnostic.get(0), 'the letter is in order')

-- Typed under the paragraph: an informal word after an emoji, so that places are counted right.
t.press('6Go👍🏽 Жду инфу.<Esc>')
local informal = t.comes('tone-informal')
t.says(informal, {
  code = 'tone-informal',
  source = 'letter-ls',
  severity = 'WARN',
  line = 6,
  marked = 'инфу',
  message = '«инфу» — не для официального письма.',
})
t.press('u')
t.goes('tone-informal')
t.equal(greeted, t.text())

-- Done again, and corrected this time.
t.press('<C-r>')
informal = t.comes('tone-informal')
t.quick_fix(informal, 'Заменить на «информацию»')
t.goes('tone-informal')
t.equal('Жду информацию.', vim.api.nvim_get_current_line():match('Жду.*'))
