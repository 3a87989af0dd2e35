-- A folder of letters: its findings are listed, and the list leads to their places.

local t = require('helper')

t.write('first.letter', 'To: a@client.example\nSubject: Contract\n\nDear Anna,\n\n👍 We are gonna sign.\n')
t.write('deep/second.letter', 'To: a@client.example\nSubject: Акт\n\nУважаемая Анна!\n\nЖдём инфу.\n')
vim.cmd.LetterCheck(vim.env.LETTERS)
local items = t.wait('the list', function()
  local list = vim.fn.getqflist()
  return #list > 0 and list
end)
local places = {}
for _, item in ipairs(items) do
  local code = item.text:match('%[([%w-]+)%]$')
  if code == 'tone-informal' then
    local name = vim.fs.basename(vim.api.nvim_buf_get_name(item.bufnr))
    table.insert(places, { name, item.lnum, item.col, item.end_col, item.type })
  end
end
t.equal({
  { 'second.letter', 6, 10, 18, 'W' },
  { 'first.letter', 6, 13, 18, 'W' },
}, places)

-- A place that is not there is no list.
local said
vim.notify = function(words)
  said = words
end
vim.cmd.LetterCheck('nowhere')
t.wait('words', function()
  return said and said:find('nowhere', 1, true)
end)
