namespace Sekisho.Events;

/// <summary>What kind of value a field has; the text of the value is always there.</summary>
public enum EventValueKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number, as its digits were written.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>The field is there and has no value; the text is empty.</summary>
    Null,
}
