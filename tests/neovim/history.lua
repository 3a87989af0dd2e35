-- A reply: the quoted letter is deleted and put back; a refactoring without a finding; the hover.

local t = require('helper')

local LETTER = [[
To: Мария Кузнецова <m.kuznetsova@client.example>
Subject: Re: Акт сверки за октябрь

Уважаемая Мария!

Направляем Вам акт. Когда его подпишут? Кто подпишет?

С уважением,
Анна Смирнова

23.11.2026 10:05, Мария Кузнецова пишет:
> Готов ли акт? 👍
> Ждём его.
]]

t.open('reply.mail', LETTER)
t.press('gg/10:05<CR>dG')
local deleted = t.comes('history-deleted')
t.quick_fix(deleted, 'Restore the deleted history')
t.goes('history-deleted')
t.press('u')
t.comes('history-deleted')
-- The command does it, too.
vim.cmd.LetterRestoreHistory()
t.goes('history-deleted')
t.equal(true, t.text():find('> Готов ли акт? 👍\n> Ждём его.', 1, true) ~= nil)

-- Questions in a row become a list, where nothing is wrong.
local place = { lnum = 5, col = 0 }
t.quick_fix(place, 'Make a numbered list')
t.wait('the list', function()
  return t.text():find('1. Когда его подпишут?\n2. Кто подпишет?', 1, true)
end)

-- Why there is a finding.
t.press('ggj0A срочно<Esc>')
t.press('6GAЖду инфу.<Esc>')
local informal = t.comes('tone-informal')
vim.api.nvim_win_set_cursor(0, { informal.lnum + 1, informal.col })
vim.lsp.buf.hover()
local window = t.wait('the hover', function()
  for _, candidate in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(candidate).relative ~= '' then
      return candidate
    end
  end
end)
local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
local said = table.concat(lines, '\n')
t.equal(true, said:find('Скиньте инфу по косякам.', 1, true) ~= nil or said:find('gonna', 1, true) ~= nil, said)
