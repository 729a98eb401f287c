//! Form fields whose errors change while the page is open. Pages use the components of the same purpose in `web`, which take the type, the
//! length and the value from the form's declaration.

mod field;
mod new_password_input;
mod password_input;
mod select;
mod text_area;
mod text_input;

pub use self::{
    new_password_input::NewPasswordInput,
    password_input::PasswordInput,
    select::Select,
    text_area::TextArea,
    text_input::{TextInput, TextInputProperties},
};
