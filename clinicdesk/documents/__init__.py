"""Documents on paper and in files: the only home of ReportLab, HarfBuzz and segno."""
