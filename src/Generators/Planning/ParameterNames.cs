using SparseGen.Generators.Program;

namespace SparseGen.Generators.Planning;

/// <summary>Names of the constants that hold the offsets of tensors.</summary>
internal sealed class ParameterNames
{
    private readonly Dictionary<Parameter, string> _names = [];

    public ParameterNames(IEnumerable<Parameter> parameters)
    {
        var unique = new UniqueNames("Parameter");
        foreach (Parameter parameter in parameters)
        {
            IEnumerable<string> words = parameter.Name.Split('.').Where(static word => !word.StartsWith("{", StringComparison.Ordinal));
            _names[parameter] = unique.Next(string.Join(".", words));
        }
    }

    public string this[Parameter parameter] => _names[parameter];

    /// <summary>Name for the transposed panels of a tensor.</summary>
    public string Transposed(Parameter parameter) => "Transposed" + _names[parameter].Substring("Parameter".Length);
}
