-- Completion, typed into an editor of its own: templates where there is no letter yet.

local t = require('helper')

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
editor.quit()
