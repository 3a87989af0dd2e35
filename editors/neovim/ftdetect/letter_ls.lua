-- Letters and drafts of mail programs that Neovim does not know by itself. (It knows `*.eml`, which
-- aerc and himalaya use, and most names that mutt and neomutt give.)

--- A file named as mail programs name their drafts: is it one? Notes on mutt may be named likewise.
local function draft(path, buffer)
  if vim.startswith(path, vim.fs.normalize(vim.uv.os_tmpdir()) .. '/') then
    return 'mail'
  end
  local first = buffer and vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1] or ''
  return first:find('^[^%s:]+:%s') and 'mail' or nil
end

--- Asked last of all: a name with an extension that Neovim knows stays what it is.
local LAST = { priority = -100 }

vim.filetype.add({
  extension = {
    letter = 'mail',
    mail = 'mail',
  },
  pattern = {
    ['.*/mutt%-[^/]+'] = { draft, LAST },
    ['.*/neomutt%-[^/]+'] = { draft, LAST },
    ['.*/aerc%-compose%-[^/]+'] = { draft, LAST },
    ['.*/himalaya%-draft[^/]*'] = { draft, LAST },
  },
})
