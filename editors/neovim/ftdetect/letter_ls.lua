-- Letters that Neovim does not know by itself. Optional: copy this file to `ftdetect/letter_ls.lua`
-- in your Neovim configuration. (`*.eml` and the drafts of mutt and neomutt are known to Neovim.)
vim.filetype.add({
  extension = {
    letter = 'mail',
    mail = 'mail',
  },
  pattern = {
    -- Drafts of mail programs that name them otherwise than Neovim expects.
    ['.*/neomutt%-.*'] = 'mail',
    ['.*/mutt%-.*'] = 'mail',
    ['.*/aerc%-compose%-.*'] = 'mail',
  },
})
