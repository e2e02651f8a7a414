"""Akoma Ntoso → findings: XSD, rules of schema/rules.sch, checks, alignment of twins, losslessness."""
