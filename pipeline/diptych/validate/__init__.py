"""Akoma Ntoso → diagnostics: XSD, rules of schema/rules.sch, checks, alignment of twins, losslessness."""
