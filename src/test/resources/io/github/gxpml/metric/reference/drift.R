# Corrected p-values for drift of many columns (Debian: r-base-core). Run in this folder.
set.seed(11)
families <- list(c(0.01, 0.04, 0.03, 0.005), c(0.5), c(0, 0, 1), rep(0.02, 5), round(runif(12)^3, 4), c(1e-12, 0.9, 1e-3))
line <- function(name, v) sprintf('  "%s": [%s]', name, paste(sprintf("%.17g", v), collapse = ", "))
one <- function(p) paste0(" {\n", paste(c(line("p", p), line("holm", p.adjust(p, "holm")), line("bh", p.adjust(p, "BH"))),
                                       collapse = ",\n"), "\n }")
writeLines(c("[", paste(sapply(families, one), collapse = ",\n"), "]"), "drift-r.json")
