# Writes rivals.csv, trial.csv and reference-comparison.json, the numbers that ComparisonTest expects.
#   Rscript reference-comparison.R        (R 4.2, package pROC 1.18)
suppressMessages(library(pROC))
set.seed(20261123)
n <- 240
y <- rbinom(n, 1, 0.35)
sex <- sample(c("F", "M"), n, replace = TRUE)
a <- round(plogis(1.3 * y - 0.8 + rnorm(n)), 2)
b <- round(plogis(0.9 * y - 0.6 + 0.5 * qlogis(pmin(pmax(a, 0.01), 0.99)) + rnorm(n, sd = 0.7)), 2)
a <- pmin(pmax(a, 0.01), 0.99); b <- pmin(pmax(b, 0.01), 0.99)
rivals <- data.frame(id = 1:n, y, sex, age = 60, kappa = 1.5, challenger = a, champion = b)
write.csv(rivals, "rivals.csv", row.names = FALSE, quote = FALSE)

wilson <- function(x, n, level = 0.95) {
  as.numeric(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
}
# Newcombe 1998, Stat Med 17:2635, method 10, written down from the paper
paired <- function(first, second) {
  n <- length(first)
  e <- sum(first & second); f <- sum(first & !second); g <- sum(!first & second); h <- sum(!first & !second)
  p1 <- (e + f) / n; p2 <- (e + g) / n
  w1 <- wilson(e + f, n); w2 <- wilson(e + g, n)
  top <- e * h - f * g
  if (top > 0) top <- max(top - n / 2, 0)
  bottom <- (e + f) * (g + h) * (e + g) * (f + h)
  phi <- if (bottom == 0) 0 else top / sqrt(bottom)
  dl1 <- p1 - w1[1]; du1 <- w1[2] - p1; dl2 <- p2 - w2[1]; du2 <- w2[2] - p2
  d <- p1 - p2
  list(value = d, lower = d - sqrt(dl1^2 - 2 * phi * dl1 * du2 + du2^2),
       upper = d + sqrt(du1^2 - 2 * phi * du1 * dl2 + dl2^2))
}
compare <- function(rows) {
  d <- rivals[rows, ]
  pa <- d$challenger >= 0.5; pb <- d$champion >= 0.5; pos <- d$y == 1
  ra <- roc(d$y, d$challenger, quiet = TRUE, direction = "<"); rb <- roc(d$y, d$champion, quiet = TRUE, direction = "<")
  test <- roc.test(ra, rb, method = "delong", paired = TRUE)
  se <- (as.numeric(auc(ra)) - as.numeric(auc(rb))) / as.numeric(test$statistic)
  auc <- as.numeric(auc(ra)) - as.numeric(auc(rb))
  mean_ci <- function(x) list(value = mean(x), lower = mean(x) - qnorm(0.975) * sd(x) / sqrt(length(x)),
                              upper = mean(x) + qnorm(0.975) * sd(x) / sqrt(length(x)))
  loss <- function(p) ifelse(pos, -log(p), -log(1 - p))
  right <- function(p) p == pos
  precision <- function(p) sum(p & pos) / sum(p)
  f1 <- function(p) 2 * sum(p & pos) / (sum(p) + sum(pos))
  mcc <- function(p) cor(as.numeric(p), as.numeric(pos))
  kappa <- function(p) { o <- mean(p == pos); e <- mean(p) * mean(pos) + mean(!p) * mean(!pos); (o - e) / (1 - e) }
  jack <- function(f) {
    all <- function(i) f(pa[i], pos[i]) - f(pb[i], pos[i])
    n <- length(pos)
    v <- all(seq_len(n)); w <- sapply(seq_len(n), function(i) all(-i))
    se <- sqrt((n - 1) / n * sum((w - mean(w))^2))
    list(value = v, lower = v - qnorm(0.975) * se, upper = v + qnorm(0.975) * se)
  }
  b <- sum(right(pa) & !right(pb)); c <- sum(!right(pa) & right(pb))
  list(
    roc_auc = list(value = auc, lower = auc - qnorm(0.975) * se, upper = auc + qnorm(0.975) * se),
    delong_p = as.numeric(test$p.value),
    accuracy = paired(right(pa), right(pb)),
    recall = paired(pa[pos], pb[pos]),
    specificity = paired(!pa[!pos], !pb[!pos]),
    precision = jack(function(p, y) sum(p & y) / sum(p)),
    f1 = jack(function(p, y) 2 * sum(p & y) / (sum(p) + sum(y))),
    mcc = jack(function(p, y) cor(as.numeric(p), as.numeric(y))),
    kappa = jack(function(p, y) { o <- mean(p == y); e <- mean(p) * mean(y) + mean(!p) * mean(!y); (o - e) / (1 - e) }),
    balanced_accuracy = jack(function(p, y) (sum(p & y) / sum(y) + sum(!p & !y) / sum(!y)) / 2),
    brier = mean_ci((pos - d$challenger)^2 - (pos - d$champion)^2),
    log_loss = mean_ci(loss(d$challenger) - loss(d$champion)),
    mcnemar_p = binom.test(b, b + c)$p.value)
}
trial <- data.frame(arm = rep(c("usual", "model"), c(130, 120)),
                    found = c(rbinom(130, 1, 0.3), rbinom(120, 1, 0.45)),
                    days = round(c(rnorm(130, 12, 4), rnorm(120, 10, 3)), 3))
write.csv(trial, "trial.csv", row.names = FALSE, quote = FALSE)
m <- trial$arm == "model"
x1 <- sum(trial$found[m]); x2 <- sum(trial$found[!m])
w1 <- wilson(x1, sum(m)); w2 <- wilson(x2, sum(!m)); p1 <- x1 / sum(m); p2 <- x2 / sum(!m)
t <- t.test(trial$days[m], trial$days[!m])
result <- list(
  all = compare(seq_len(n)), women = compare(which(sex == "F")),
  shares = list(value = p1 - p2, lower = p1 - p2 - sqrt((p1 - w1[1])^2 + (w2[2] - p2)^2),
                upper = p1 - p2 + sqrt((w1[2] - p1)^2 + (p2 - w2[1])^2)),
  means = list(value = as.numeric(t$estimate[1] - t$estimate[2]), lower = t$conf.int[1], upper = t$conf.int[2]),
  sizes = list(
    proportions_10_15_80 = power.prop.test(p1 = 0.10, p2 = 0.15, power = 0.8)$n,
    proportions_50_40_90 = power.prop.test(p1 = 0.5, p2 = 0.4, power = 0.9)$n,
    proportions_1_2_80_99 = power.prop.test(p1 = 0.01, p2 = 0.02, power = 0.8, sig.level = 0.01)$n,
    means_5_10_80 = power.t.test(delta = 5, sd = 10, power = 0.8)$n,
    means_1_2_90 = power.t.test(delta = 1, sd = 2, power = 0.9)$n))
json <- function(x) {
  if (is.list(x)) paste0("{", paste0("\"", names(x), "\": ", sapply(x, json), collapse = ", "), "}")
  else format(x, digits = 17)
}
writeLines(gsub("}, ", "},\n  ", json(result), fixed = TRUE), "reference-comparison.json")
