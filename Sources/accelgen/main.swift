import AccelGenKit
print(TemplateLibrary.embedded)
