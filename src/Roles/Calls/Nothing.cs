namespace Sekisho.Roles.Calls;

/// <summary>The request or reply that says nothing.</summary>
public sealed record Nothing
{
    /// <summary>The only value needed.</summary>
    public static Nothing Value { get; } = new();
}
