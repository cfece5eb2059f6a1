# Numbers to check against, computed without the product and without train.py's arithmetic.
#   Rscript reference.R <data folder> <predictions folder> > reference.json
# R with pROC (DeLong intervals) and jsonlite. README.md in the data folder says what each number means.
suppressPackageStartupMessages({library(pROC); library(jsonlite)})
folders <- commandArgs(trailingOnly = TRUE)
files <- c(train = "train", validation = "validation", outOfTime = "out-of-time", live = "live")
features <- c("age", "creatinine", "kappa", "lambda", "mgus")
tables <- lapply(names(files), function(name) {
  data <- read.csv(file.path(folders[1], paste0(files[[name]], ".csv")))
  scores <- read.csv(file.path(folders[2], paste0(name, ".csv")))
  stopifnot(identical(data$id, scores$id), scores$predicted == as.integer(scores$score >= 0.5))
  cbind(data, score = scores$score)
})
names(tables) <- names(files)
z <- qnorm(0.975)
num <- function(x) signif(x, 12)
with_interval <- function(value, low, high) list(value = num(value), low = num(low), high = num(high))

wilson <- function(k, n) {
  p <- k / n
  half <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
  (p + z^2 / (2 * n) + c(-half, half)) / (1 + z^2 / n)
}
rate <- function(k, n) { w <- wilson(k, n); with_interval(k / n, w[1], w[2]) }
newcombe <- function(k1, n1, k2, n2) { # p1 - p2, hybrid score interval without continuity correction
  p1 <- k1 / n1; p2 <- k2 / n2; w1 <- wilson(k1, n1); w2 <- wilson(k2, n2)
  with_interval(p1 - p2, p1 - p2 - sqrt((p1 - w1[1])^2 + (w2[2] - p2)^2),
                p1 - p2 + sqrt((w1[2] - p1)^2 + (p2 - w2[1])^2))
}
log_ratio <- function(k1, n1, k2, n2) { # p1 / p2, Katz
  ratio <- (k1 / n1) / (k2 / n2)
  half <- z * sqrt(1 / k1 - 1 / n1 + 1 / k2 - 1 / n2)
  with_interval(ratio, ratio * exp(-half), ratio * exp(half))
}

ece <- function(score, label, bins = 15) { # bin m holds (m-1)/bins <= score < m/bins
  bin <- pmin(floor(score * bins), bins - 1)
  sum(sapply(split(label - score, bin), function(gap) abs(sum(gap)))) / length(score)
}
performance <- function(table) {
  curve <- roc(table$dead5y, table$score, levels = c(0, 1), direction = "<", quiet = TRUE)
  interval <- ci.auc(curve, method = "delong")
  list(rows = nrow(table), positives = sum(table$dead5y),
       roc_auc = with_interval(as.numeric(auc(curve)), interval[1], interval[3]),
       brier = num(mean((table$score - table$dead5y)^2)), ece = num(ece(table$score, table$dead5y)),
       mean_score = num(mean(table$score)))
}
bias <- function(label, predicted, disfavoured) {
  d <- disfavoured; a <- !disfavoured
  list(disfavoured = sum(d), favoured = sum(a),
       positivesDisfavoured = sum(label[d]), positivesFavoured = sum(label[a]),
       DI = log_ratio(sum(predicted[d]), sum(d), sum(predicted[a]), sum(a)),
       DPPL = newcombe(sum(predicted[a]), sum(a), sum(predicted[d]), sum(d)),
       RD = newcombe(sum(predicted[a] & label[a]), sum(label[a]), sum(predicted[d] & label[d]), sum(label[d])))
}
decisions <- function(table, threshold) {
  y <- table$dead5y == 1
  p <- table$score >= threshold
  list(tp = sum(p & y), fp = sum(p & !y), fn = sum(!p & y), tn = sum(!p & !y),
       recall = rate(sum(p & y), sum(y)), specificity = rate(sum(!p & !y), sum(!y)),
       precision = rate(sum(p & y), sum(p)),
       facets = list("sex=F" = bias(y, p, table$sex == "F"), "age>75" = bias(y, p, table$age > 75)))
}

ks <- function(old, new) { # asymptotic p by its series, which keeps small values; checked against stats::ks.test
  at <- sort(unique(c(old, new)))
  d <- max(abs(ecdf(old)(at) - ecdf(new)(at)))
  lambda <- d * sqrt(length(old) * length(new) / (length(old) + length(new)))
  k <- 1:1000
  p <- min(1, 2 * sum((-1)^(k - 1) * exp(-2 * k^2 * lambda^2)))
  known <- suppressWarnings(ks.test(old, new, exact = FALSE))
  stopifnot(abs(known$statistic - d) < 1e-12, abs(known$p.value - p) < 1e-6)
  list(statistic = num(d), p = num(p))
}
psi <- function(old, new) { # decile cuts of train (type 7, equal cuts merged), bins (low, high], empty share -> 0.0001
  cuts <- c(-Inf, unique(quantile(old, 1:9 / 10, type = 7, names = FALSE)), Inf)
  share <- function(x) pmax(as.numeric(table(cut(x, cuts))) / length(x), 1e-4)
  keep <- as.numeric(table(cut(old, cuts))) + as.numeric(table(cut(new, cuts))) > 0
  p <- share(old); q <- share(new)
  list(bins = sum(keep), value = num(sum(((q - p) * log(q / p))[keep])))
}
drift <- function(column) {
  old <- tables$train[[column]]; new <- tables$live[[column]]
  list(missingTrain = num(mean(is.na(old))), missingLive = num(mean(is.na(new))),
       ks = ks(old[!is.na(old)], new[!is.na(new)]), psi = psi(old[!is.na(old)], new[!is.na(new)]))
}

# The model fitted anew by stats::glm: without ridge, hence equal to about nine digits.
prepared <- function(table) sapply(features, function(f) {
  old <- tables$train[[f]]
  middle <- median(old, na.rm = TRUE)
  old[is.na(old)] <- middle
  x <- table[[f]]
  x[is.na(x)] <- middle
  (x - mean(old)) / sqrt(mean((old - mean(old))^2))
})
fit <- glm(tables$train$dead5y ~ prepared(tables$train), family = binomial, control = list(epsilon = 1e-14, maxit = 50))
refitted <- lapply(tables, function(t) as.numeric(plogis(cbind(1, prepared(t)) %*% coef(fit))))
gap <- max(sapply(names(tables), function(name) max(abs(refitted[[name]] - tables[[name]]$score))))
stopifnot(gap < 1e-8)

thresholds <- c("0.5" = 0.5, "0.2" = 0.2, "0.15" = 0.15, "0.12" = 0.12, "0.1" = 0.1)
tested <- tables[c("validation", "outOfTime", "live")]
cat(toJSON(list(
  fit = list(weights = num(unname(coef(fit))), scoreOfLiveRow91 = num(refitted$live[tables$live$id == 91])),
  performance = lapply(tables, performance),
  thresholds = lapply(thresholds, function(threshold) lapply(tested, decisions, threshold = threshold)),
  drift = setNames(lapply(c(features, "score"), drift), c(features, "score"))
), auto_unbox = TRUE, digits = I(12), pretty = TRUE, na = "string"), "\n", sep = "")
