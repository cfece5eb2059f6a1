# Second opinion on the files that reference.py made (Debian: r-base-core r-cran-proc).
suppressMessages(library(pROC))
t <- merge(read.csv("table.csv"), read.csv("predictions.csv"), by = "id")
cur <- merge(read.csv("current.csv"), read.csv("current-predictions.csv"), by = "id")
delong <- function(x) {
  r <- roc(x$y, x$score, levels = c(0, 1), direction = "<", quiet = TRUE)
  as.numeric(ci.auc(r, method = "delong"))
}
all <- delong(t[!is.na(t$y), ])
old <- delong(t[!is.na(t$y) & t$age > 75, ])
ks <- function(x, z) {
  k <- suppressWarnings(ks.test(x, z[!is.na(z)], exact = FALSE))
  c(k$statistic, k$p.value)
}
a <- ks(t$age, cur$age)
k <- ks(t$kappa, cur$kappa)
line <- function(name, v) sprintf(' "%s": [%s]', name, paste(sprintf("%.15g", v), collapse = ", "))
writeLines(c("{", paste(c(
  line("roc_auc", all), line("roc_auc age>75", old), line("ks age", a), line("ks kappa", k)
), collapse = ",\n"), "}"), "reference-r.json")
