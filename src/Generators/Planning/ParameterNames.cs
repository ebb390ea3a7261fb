using SparseGen.Generators.IR;

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

    /// <summary>Name of the array with the masks of a sparse tensor's repetitions.</summary>
    public string Masks(Parameter parameter) => _names[parameter].Substring("Parameter".Length);

    /// <summary>The mask of a sparse tensor, as an expression over the loop variables.</summary>
    public string Mask(Parameter parameter) => $"Masks.{Masks(parameter)}[{LoopIndex.Offset(parameter.Loop, 1)}]";

    /// <summary>Name for the transposed panels of a tensor.</summary>
    public string Transposed(Parameter parameter) => Other("Transposed", parameter);

    /// <summary>Name for the gradient of a tensor among those that every worker has of its own.</summary>
    public string OwnGradient(Parameter parameter) => Other("OwnGradient", parameter);

    private string Other(string arena, Parameter parameter) => arena + _names[parameter].Substring("Parameter".Length);
}
