namespace Sekisho.Sigma.Indexing;

/// <summary>Is told what an <see cref="Automaton"/> finds; a structure, so that the calls cost nothing.</summary>
internal interface INeedleSink
{
    /// <summary>A needle ends here.</summary>
    /// <param name="needle">Its number.</param>
    /// <param name="end">How many bytes of the text lie before its end.</param>
    void Found(int needle, int end);
}
