-- The parts of a letter: folded and listed.

local t = require('helper')

local LETTER = [[
To: Мария Кузнецова <m.kuznetsova@client.example>
Subject: Re: Акт сверки за октябрь
Attach: act.pdf

Уважаемая Мария!

Направляем акт, он во вложении 👍.

С уважением,
Анна Смирнова

23.11.2026 10:05, Мария Кузнецова пишет:
> Готов ли акт?
> Ждём его.
]]

t.write('act.pdf', '%PDF-1.7\n')
t.open('reply.mail', LETTER)

-- Folds, by the option: all is open at first.
local function folded(line)
  return { vim.fn.foldclosed(line), vim.fn.foldclosedend(line) }
end
t.wait('folds', function()
  return vim.fn.foldlevel(13) > 0
end)
t.equal({ -1, -1 }, folded(13))
vim.api.nvim_win_set_cursor(0, { 13, 0 })
t.press('zc')
t.equal({ 12, 14 }, folded(13), 'the quoted letter')
t.press('zo')
vim.api.nvim_win_set_cursor(0, { 2, 0 })
t.press('zc')
t.equal({ 1, 3 }, folded(2), 'the header')
t.press('zR')
-- They follow what is typed.
t.press('7GoЖдём ответа.<Esc>')
t.wait('the fold a line below', function()
  vim.cmd('normal! zR14Gzc')
  return vim.deep_equal({ 13, 15 }, folded(14))
end)
t.press('zRu')

-- The outline, by the key of Neovim.
t.press('gO')
local items = t.wait('the outline', function()
  local list = vim.fn.getloclist(0)
  return #list > 0 and list
end)
local lines = {}
for _, item in ipairs(items) do
  table.insert(lines, item.lnum)
end
t.equal(true, vim.list_contains(lines, 5) and vim.list_contains(lines, 9), vim.inspect(items))
