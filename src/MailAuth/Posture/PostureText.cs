namespace Sekisho.MailAuth.Posture;

/// <summary>A sentence or two for people who are no experts.</summary>
/// <param name="En">In English.</param>
/// <param name="Ja">In Japanese.</param>
public sealed record PostureText(string En, string Ja)
{
    /// <summary>In one of the two.</summary>
    public string In(bool japanese) => japanese ? Ja : En;
}
