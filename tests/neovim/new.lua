-- Letters from templates, by command.

local t = require('helper')

-- Nothing is open: the letter begins here.
t.equal('', vim.api.nvim_buf_get_name(0))
vim.cmd.LetterNew('minutes')
t.comes('placeholder-left')
t.equal('mail', vim.bo.filetype)
t.equal(true, t.text():find('Subject: ', 1, true) ~= nil, t.text())
t.equal('[', vim.fn.getline('.'):sub(vim.fn.col('.'), vim.fn.col('.')), 'the cursor')
t.equal(1, #vim.api.nvim_list_wins())

-- There is a letter here now: another one gets a window of its own.
local first = vim.api.nvim_get_current_buf()
vim.cmd('LetterNew complaint ru')
t.wait('the letter', function()
  return t.text():find('Здравствуйте', 1, true) or t.text():find('Уважаем', 1, true)
end)
t.equal(true, vim.api.nvim_get_current_buf() ~= first)
t.equal(2, #vim.api.nvim_list_wins())

-- A draft of a mail program has its header lines: the letter goes below them.
t.open('mutt-host-1000-4242-1', 'To: robert@client.example\nSubject: Contract\n\n')
vim.cmd('LetterNew reminder en')
t.wait('the letter', function()
  return t.text():find('Dear', 1, true)
end)
t.equal('To: robert@client.example', vim.fn.getline(1))
t.equal(1, #vim.fn.getcompletion('LetterNew remi', 'cmdline'))
t.equal({ 'en', 'ru' }, vim.fn.getcompletion('LetterNew reminder ', 'cmdline'))

-- Without a name there is a menu.
t.open('empty.letter', '')
local titles
vim.ui.select = function(items, options, choose)
  titles = vim.tbl_map(options.format_item, items)
  choose(items[1], 1)
end
vim.cmd.LetterNew()
t.wait('the letter', function()
  return t.text():find('Subject', 1, true)
end)
t.equal('first-letter: A first letter: a proposal and its benefit', titles[1])

-- It has a name, and is a file when it is written; the next one has another name.
vim.cmd.buffer(first)
t.equal('minutes.letter', vim.fn.expand('%:t'))
vim.cmd.write()
t.equal(t.text(), table.concat(vim.fn.readfile('minutes.letter'), '\n') .. '\n')
vim.cmd('tab LetterNew minutes')
t.comes('placeholder-left')
t.equal('minutes-2.letter', vim.fn.expand('%:t'))
t.equal(2, #vim.api.nvim_list_tabpages())
