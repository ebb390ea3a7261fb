namespace SparseGen.Generators.IR;

/// <summary>Where an op's random bits come from: a stream for each layer and repetition, the same in the forward and the backward pass.</summary>
/// <param name="Name">
/// Name behind the open scopes, loop variables in braces: <c>blocks.{block}.mlp_tokens.fc1.dropout</c>. Its numbers are those of the
/// repetitions, however they are grouped into declarations.
/// </param>
/// <param name="Loop">The innermost loop around it.</param>
internal sealed record NoiseSource(string Name, LoopIndex? Loop) : Unprinted
{
    /// <summary>
    /// The number of the stream, as C# over the loop variables: the hash of the name with <c>#</c> in place of each number, into which the
    /// numbers are mixed one after another.
    /// </summary>
    public string Expression
    {
        get
        {
            string[] words = Name.Split('.');
            string stream = Hash(string.Join(".", words.Select(word => Number(word) is null ? word : "#")));
            return words.Select(Number).OfType<string>().Aggregate(stream, static (s, number) => $"Noise.Repetition({s}, {number})");
        }
    }

    private string? Number(string word)
    {
        if (word.Length > 0 && word.All(static c => c is >= '0' and <= '9'))
        {
            return word.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        }

        return Loop?.Path().FirstOrDefault(loop => "{" + loop.Variable + "}" == word)?.Number;
    }

    /// <summary>FNV-1a, as <c>CounterRandom</c> has it.</summary>
    private static string Hash(string text)
    {
        ulong hash = System.Text.Encoding.UTF8.GetBytes(text)
            .Aggregate(0xCBF29CE484222325UL, static (known, value) => unchecked((known ^ value) * 0x100000001B3));
        return $"0x{hash:X16}UL";
    }
}
