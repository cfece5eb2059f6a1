# Bootstrap intervals of pROC (Robin et al. 2011) for curve.csv, made by reference-curves.py. Debian: r-cran-proc.
library(pROC)
set.seed(5)
d <- read.csv("curve.csv")
r <- roc(d$y, d$score, quiet = TRUE, direction = "<")
sp <- ci.sp(r, sensitivities = 0.9, boot.n = 20000, progress = "none")
se <- ci.se(r, specificities = 0.9, boot.n = 20000, progress = "none")
cat(sprintf('{"specificity_at_sensitivity": [%.6f, %.6f], "sensitivity_at_specificity": [%.6f, %.6f]}\n',
            sp[1], sp[3], se[1], se[3]), file = "reference-curves-r.json")
