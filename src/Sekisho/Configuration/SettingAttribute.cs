namespace Sekisho.Configuration;

/// <summary>
/// What there is to say of one setting. The attribute stands at the property that holds the value, so that parsing,
/// checking, the example file and the documentation all come from one place.
/// </summary>
/// <param name="description">One or more sentences for the operator.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>What it is, for the operator.</summary>
    public string Description => description;

    /// <summary>The unit of a number: "bytes", "seconds"; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>A value that shows the form, as written in the file.</summary>
    public string? Example { get; init; }

    /// <summary>What holds when the setting is absent and the default depends on the machine, in words.</summary>
    public string? WhenAbsent { get; init; }

    /// <summary>The least value of a number.</summary>
    public long Min { get; init; } = long.MinValue;

    /// <summary>The greatest value of a number; of a list: the most items.</summary>
    public long Max { get; init; } = long.MaxValue;

    /// <summary>The most items of a list.</summary>
    public int MaxItems { get; init; } = 64;
}
