namespace Sekisho.Sigma.Matching;

/// <summary>What kind of value an event gives; its text is there in any case.</summary>
public enum EventValueKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number, as its digits are written.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>The field is there and has no value.</summary>
    Null,
}
