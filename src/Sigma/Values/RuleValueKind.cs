namespace Sekisho.Sigma.Values;

/// <summary>What a value of a rule is at a step of its modifiers.</summary>
internal enum RuleValueKind
{
    Text,
    Number,
    Boolean,
    Null,
    Regex,
    Cidr,
    FieldReference,
    Exists,
}
