namespace Sekisho.Store.Searching;

/// <summary>The search tokens of one message.</summary>
/// <param name="Id">The message.</param>
/// <param name="Tokens">At most <see cref="SearchWords.MostWords"/> tokens of <see cref="IndexKey.TokenBytes"/> bytes.</param>
public sealed record MessageTokens(string Id, IReadOnlyList<byte[]> Tokens);
