-- Loaded by Neovim as it starts, or by `:packadd letter-ls`.
if not vim.g.loaded_letter_ls then
  vim.g.loaded_letter_ls = true
  require('letter-ls').load()
end
