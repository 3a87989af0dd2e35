-- Completion, typed into an editor of its own: a template where there is no letter yet, and then what
-- a letter is made of.

local t = require('helper')

t.write('contract.pdf', '%PDF-1.7\n')
local editor = t.editor()

--- The labels of the menu that stands open.
local function menu()
  return t.wait('a menu in: ' .. editor.text(), function()
    local info = editor.call('complete_info', { 'items', 'pum_visible' })
    return info.pum_visible == 1
      and vim.tbl_map(function(item)
        return item.abbr or item.word
      end, info.items)
  end)
end

--- Takes what is chosen in the menu, and waits until it is inserted: the server is asked for the rest
--- of it first.
local function take(expected)
  editor.input('<C-y>')
  t.wait(expected .. ' in: ' .. editor.text(), function()
    return editor.text():find(expected, 1, true)
  end)
end

-- By the key of Neovim, from the first letters.
editor.open('new.letter', '')
editor.input('imin<C-x><C-o>')
t.equal({ 'minutes', 'minutes (ru)' }, menu())
take('Subject: Minutes of the meeting')
t.equal(nil, editor.text():find('${', 1, true), 'a snippet is expanded')

-- The parts of a letter: each is inserted as a whole, blanks and all.
editor.open('typed.letter', 'To: Ms Jane Smith <smith@client.example>\n')
editor.input('<Esc>GoSu<C-x><C-o>')
t.equal({ 'Subject' }, menu())
take('Subject: ')
editor.input('Contract for the third quarter 👍<CR>Attach: con<C-x><C-o>')
t.equal({ 'contract.pdf' }, menu())
take('contract.pdf')
editor.input('<CR><CR>De<C-x><C-o>')
t.equal('Dear Ms Smith,', menu()[1])
take('Dear Ms Smith,')
editor.input('<CR><CR>The contract is attached.<CR><CR>Kind re<C-x><C-o>')
t.equal({ 'Kind regards,' }, menu())
take('Kind regards,')
t.equal(
  [[
To: Ms Jane Smith <smith@client.example>
Subject: Contract for the third quarter 👍
Attach: contract.pdf

Dear Ms Smith,

The contract is attached.

Kind regards,
]],
  editor.text()
)
editor.quit()

-- By the option a menu opens as one types, and inserts nothing unasked.
editor = t.editor()
editor.lua("require('letter-ls').setup({ completion = true })")
editor.open('typed.letter', 'To: Ms Jane Smith <smith@client.example>\n')
editor.input('GoAttach:')
t.equal(true, vim.list_contains(menu(), 'contract.pdf'))
t.equal('Attach:', editor.call('getline', '.'))
editor.quit()
