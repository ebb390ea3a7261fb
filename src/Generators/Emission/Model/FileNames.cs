using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Emission.Model;

/// <summary>
/// Names of generated files. The compiler takes names that differ in the case of letters only for the same; of such models all but the first get
/// a number.
/// </summary>
/// <param name="Clashing">The names that differ from another one by case only, in ordinal order.</param>
internal sealed record FileNames(EquatableArray<string> Clashing) : Unprinted
{
    /// <summary>
    /// Bytes of a name without its suffixes. With EmitCompilerGeneratedFiles it becomes a file's: Linux ends it at 255 bytes, and Windows the whole path at
    /// 260 characters, where the folders of a project need theirs.
    /// </summary>
    private const int MostBytes = 90;

    public static FileNames Of(IEnumerable<string> fullNames) => new(new EquatableArray<string>(fullNames
        .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
        .Where(static same => same.Count() > 1)
        .SelectMany(static same => same)
        .OrderBy(static name => name, StringComparer.Ordinal)));

    /// <summary>
    /// Name of a model's file. No part of a full name begins with a digit and none has a hyphen, so that neither the number nor the hash of a long name makes
    /// another one's name.
    /// </summary>
    public string For(string fullName)
    {
        string[] same = [.. Clashing.Where(name => StringComparer.OrdinalIgnoreCase.Equals(name, fullName))];
        int place = Array.IndexOf(same, fullName);
        string name = ShortName.Of(fullName, MostBytes, fullName, "-");
        return place > 0 ? $"{name}.{Text.Of(place + 1)}.g.cs" : name + ".g.cs";
    }
}
