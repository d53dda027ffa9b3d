namespace Sekisho.Identity.Passwords;

/// <summary>What a new password must be like. There are no rules about kinds of characters: they make passwords worse.</summary>
public sealed record PasswordPolicyOptions
{
    /// <summary>The fewest characters (code points).</summary>
    public int LeastCharacters { get; init; } = 10;

    /// <summary>The most bytes of UTF-8, at most <see cref="PasswordText.LongestBytes"/>.</summary>
    public int MostBytes { get; init; } = 256;

    /// <summary>How many characters must remain when words about the owner, repeats and sequences are taken away.</summary>
    public int LeastOwnCharacters { get; init; } = 6;
}
