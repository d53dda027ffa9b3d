namespace Sekisho.Configuration;

/// <summary>Marks a property that holds a group of settings.</summary>
/// <param name="description">What the group is about.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SectionAttribute(string description) : Attribute
{
    /// <summary>What the group is about.</summary>
    public string Description => description;
}
