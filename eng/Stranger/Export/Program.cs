// What somebody writes who has added SparseGen.Onnx alone: a model and its export.
using SparseGen;
using Stranger;

using var model = new Sums(1);
string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
OnnxModel.Save(file, model, new OnnxOptions { ClassNames = ["sum"] });
long length = new FileInfo(file).Length;
File.Delete(file);
Console.WriteLine($"{length} bytes for {Sums.Info.ParameterCount} parameters");
return length > Sums.Info.ParameterCount * sizeof(float) ? 0 : 1;
