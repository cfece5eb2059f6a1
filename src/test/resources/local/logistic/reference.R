# Makes train.csv and holdout.csv and the reference numbers in reference.json: logistic regression by iteratively
# reweighted least squares (R's glm) on the same table, missing numbers filled with the training median.
# Run with R 4.2 in this folder: Rscript reference.R
set.seed(7)
make <- function(n, prefix) {
  age <- round(rnorm(n, 64, 10))
  creatinine <- round(exp(rnorm(n, 0, 0.35)), 2)
  kappa <- round(exp(rnorm(n, 0.2, 0.5)), 3)
  mgus <- rbinom(n, 1, 0.03)
  site <- sample(c("north", "south, \"old\"", "w\u00e9st"), n, TRUE, c(0.5, 0.3, 0.2))
  eta <- -8.4 + 0.09 * age + 0.6 * creatinine + 0.3 * kappa + 0.4 * mgus + 0.5 * (site == "w\u00e9st")
  y <- rbinom(n, 1, 1 / (1 + exp(-eta)))
  creatinine[runif(n) < 0.2] <- NA
  data.frame(id = sprintf("%s%04d", prefix, seq_len(n)), y, age, creatinine, kappa, mgus, site)
}
train <- make(4500, "t")
holdout <- make(1500, "h")
write.csv(train, "train.csv", row.names = FALSE, na = "", quote = 7, fileEncoding = "UTF-8")
write.csv(holdout, "holdout.csv", row.names = FALSE, na = "", quote = 7, fileEncoding = "UTF-8")
med <- median(train$creatinine, na.rm = TRUE)
fill <- function(d) { d$creatinine[is.na(d$creatinine)] <- med; d }
fit <- glm(y ~ age + creatinine + kappa + mgus + site, binomial, fill(train),
           control = list(epsilon = 1e-14, maxit = 100))
numbers <- function(d) {
  p <- predict(fit, fill(d), type = "response")
  r <- rank(p); n1 <- sum(d$y); n0 <- sum(1 - d$y)
  sprintf('{"auc": %.10f, "brier": %.10f, "log_loss": %.10f, "first": %.10f}',
          (sum(r[d$y == 1]) - n1 * (n1 + 1) / 2) / n1 / n0, mean((d$y - p)^2),
          -mean(d$y * log(p) + (1 - d$y) * log(1 - p)), p[1])
}
cat(sprintf('{"median": %.10g, "missing": %d, "train": %s, "holdout": %s}\n', med, sum(is.na(train$creatinine)),
            numbers(train), numbers(holdout)), file = "reference.json")
