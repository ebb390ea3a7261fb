namespace SparseGen.Generators.IR;

/// <summary>Names of the tensors of a model, copies by their numbers, and whether one comes twice.</summary>
internal static class TensorNames
{
    private const string Number = "#";

    /// <summary>The first name that two tensors of the list share, with the position of the second one; null when all differ.</summary>
    /// <remarks>
    /// Names can only be equal where they are so but for numbers. Copies are named one by one only where two parameters are alike in that way.
    /// </remarks>
    public static (string Name, int Second)? FirstDuplicate(IReadOnlyList<Parameter> parameters)
    {
        HashSet<string> shared =
            [.. parameters.GroupBy(Skeleton, StringComparer.Ordinal).Where(static alike => alike.Skip(1).Any()).Select(static alike => alike.Key)];
        if (shared.Count == 0)
        {
            return null;
        }

        // The first in the order of the names, as they are read.
        return Enumerable.Range(0, parameters.Count)
            .Where(position => shared.Contains(Skeleton(parameters[position])))
            .SelectMany(position => parameters[position].Names().Select(name => (Name: name, Position: position)))
            .GroupBy(static tensor => tensor.Name, StringComparer.Ordinal)
            .Where(static same => same.Skip(1).Any())
            .Select(static same => ((string, int)?)(same.Key, same.ElementAt(1).Position))
            .FirstOrDefault();
    }

    /// <summary>The name with a mark for each word that is a number or the variable of a loop.</summary>
    private static string Skeleton(Parameter parameter) =>
        string.Join(".", parameter.Name.Split('.').Select(static word => word.StartsWith("{", StringComparison.Ordinal) || word.All(char.IsDigit) ? Number : word));
}
