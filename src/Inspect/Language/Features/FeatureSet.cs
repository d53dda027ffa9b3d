namespace Sekisho.Inspect.Language.Features;

/// <summary>The tokens of one message as numbers, each once. Used again for every message: no allocation for a token.</summary>
internal sealed class FeatureSet
{
    /// <summary>How many different numbers there are. Tokens that share one are told apart by none.</summary>
    public const int Size = 1 << 18;

    /// <summary>Most tokens of a message that are words. Stops texts of megabytes from being weighed word by word; the longest newsletters have some 3,000.</summary>
    public const int MaxTokens = 6_000;

    /// <summary>Most tokens of a message that are no words.</summary>
    public const int MaxShapes = 256;

    /// <summary>What a token that is no word counts.</summary>
    public const float ShapeValue = 0.08f;

    /// <summary>A short message must not be judged by its few words as if it were made of them: as many words count at least.</summary>
    private const int FewestWords = 30;

    /// <summary>Fewer words in a message without links say nothing, and its classifier is silent.</summary>
    public const int FewestToJudge = 12;

    private readonly ulong[] _seen = new ulong[Size / 64];
    private readonly int[] _words = new int[MaxTokens];
    private readonly int[] _shapes = new int[MaxShapes];
    private readonly List<string> _shapeNames = [];
    private int _wordCount;
    private int _shapeCount;

    /// <summary>The tokens that are words.</summary>
    public ReadOnlySpan<int> Words => _words.AsSpan(0, _wordCount);

    /// <summary>The tokens that say how the message is made.</summary>
    public ReadOnlySpan<int> Shapes => _shapes.AsSpan(0, _shapeCount);

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> ShapeNames => _shapeNames;

    /// <summary>What each word counts: long messages are not worse than short ones.</summary>
    public float WordValue => ValueOf(_wordCount);

    /// <summary>What each of so many words counts.</summary>
    public static float ValueOf(int words) => 1 / MathF.Sqrt(Math.Max(words, FewestWords));

    /// <summary>No more words are taken.</summary>
    public bool IsFull => _wordCount == MaxTokens;

    /// <summary>Numbers whose tokens are wanted in readable form; null while nobody explains.</summary>
    public Dictionary<int, string>? Wanted { get; set; }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        foreach (var item in Words) _seen[item >> 6] = 0;
        foreach (var item in Shapes) _seen[item >> 6] = 0;
        _wordCount = _shapeCount = 0;
        _shapeNames.Clear();
    }

    /// <summary>Adds a token.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="kind">Where it stands.</param>
    /// <param name="text">Its text; only looked at for explanations.</param>
    public void Add(uint hash, TokenKind kind, ReadOnlySpan<char> text)
    {
        var index = FeatureHash.IndexOf(hash, kind);
        if (Wanted is { } wanted && wanted.TryGetValue(index, out var known) && known.Length == 0) wanted[index] = NameOf(kind, text);
        ref var word = ref _seen[index >> 6];
        var bit = 1UL << (index & 63);
        if ((word & bit) != 0) return;
        if (kind == TokenKind.Shape)
        {
            if (_shapeCount == MaxShapes) return;
            _shapes[_shapeCount++] = index;
        }
        else
        {
            if (_wordCount == MaxTokens) return;
            _words[_wordCount++] = index;
        }

        word |= bit;
    }

    /// <summary>Adds a token that is no word of the message.</summary>
    public void AddShape(string name)
    {
        var before = _shapeCount;
        Add(FeatureHash.Of(name), TokenKind.Shape, name);
        if (_shapeCount > before) _shapeNames.Add(name);
    }

    /// <summary>Adds two such tokens as one. Not among <see cref="ShapeNames"/>.</summary>
    public void AddPair(string first, string second)
    {
        var hash = FeatureHash.Pair(FeatureHash.Of(first), FeatureHash.Of(second));
        Add(hash, TokenKind.Shape, Wanted is null ? "" : $"{first}; {second}");
    }

    private static string NameOf(TokenKind kind, ReadOnlySpan<char> text) => kind switch
    {
        TokenKind.Subject => $"subject '{text}'",
        TokenKind.Name => $"sender's name '{text}'",
        TokenKind.Anchor => $"link '{text}'",
        TokenKind.Shape => text.ToString(),
        _ => $"'{text}'",
    };
}
