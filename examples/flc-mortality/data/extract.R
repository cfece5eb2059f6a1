# Writes the study as it stands in the R package survival: Rscript extract.R flchain.csv
# Missing values become empty fields. For maintainers; nobody needs R to run the example.
target <- commandArgs(trailingOnly = TRUE)
stopifnot(length(target) == 1)
write.csv(survival::flchain, target, row.names = FALSE, na = "", eol = "\n")
cat("survival", as.character(packageDescription("survival")$Version), "-", nrow(survival::flchain), "rows\n")
