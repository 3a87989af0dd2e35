-- Completion, typed into an editor of its own: a template where there is no letter yet, and then what
-- a letter is made of.

local t = require('helper')

t.write('contract.pdf', '%PDF-1.7\n')
local editor = t.editor()

--- The labels of the menu that stands open.
local function menu()
  return t.wait('a menu', function()
    local info = editor.call('complete_info', { 'items', 'pum_visible' })
    return info.pum_visible == 1
      and vim.tbl_map(function(item)
        return item.abbr or item.word
      end, info.items)
  end)
end

-- By the key of Neovim, from the first letters.
editor.open('new.letter', '')
editor.input('imin<C-x><C-o>')
t.equal({ 'minutes', 'minutes (ru)' }, menu())
editor.input('<C-y>')
t.wait('the letter', function()
  return editor.text():find('Subject: Minutes of the meeting', 1, true)
end)
t.equal(nil, editor.text():find('${', 1, true), 'a snippet is expanded')

-- A header, greeting and close, typed from above; only the menu of what is left opens unasked.
editor.open('typed.letter', 'To: Ms Jane Smith <smith@client.example>\n')
editor.input('<Esc>GoSu<C-x><C-o>')
t.equal({ 'Subject' }, menu())
editor.input('<C-y>Contract for the third quarter 👍<CR>Attach: con<C-x><C-o>')
t.equal({ 'contract.pdf' }, menu())
editor.input('<C-y><CR><CR>De<C-x><C-o>')
t.equal(true, vim.list_contains(menu(), 'Dear Ms Smith,'))
editor.input('<C-e><C-u>Dear Ms Sm<C-x><C-o>')
t.equal({ 'Dear Ms Smith,' }, menu())
editor.input('<C-y><CR><CR>The contract is attached.<CR><CR>Best re<C-x><C-o>')
t.equal({ 'Best regards,' }, menu())
editor.input('<C-y>')
t.equal(
  [[
To: Ms Jane Smith <smith@client.example>
Subject: Contract for the third quarter 👍
Attach: contract.pdf

Dear Ms Smith,

The contract is attached.

Best regards,
]],
  editor.text()
)
editor.quit()
